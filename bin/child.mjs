// Processes of ours that end when we are told to, or when whoever could tell us is gone.
import { spawn } from 'node:child_process'

const lookMs = 200
const parent = process.ppid
// Only npm puts a shell in between. Whoever starts us directly may leave on purpose: nohup, setsid, a supervisor.
const isUnderNpm = process.env.npm_lifecycle_event !== undefined
const children = new Set()
let isStopping = false

/** Runs a command and resolves with its exit code; when we are stopped, ends the process with the last of them. */
export function runToEnd(command, args, options) {
  const child = spawn(command, args, options)
  if (children.size === 0) watch()
  children.add(child)
  return new Promise((done) => {
    const end = (code) => {
      children.delete(child)
      if (children.size === 0) unwatch()
      if (!isStopping) done(code)
      else if (children.size === 0) process.exit(code)
    }
    child.on('exit', (code, signal) => end(code ?? (signal ? 1 : 0)))
    child.on('error', (error) => {
      console.error(error.message)
      end(1)
    })
  })
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
let look

function watch() {
  for (const signal of signals) process.on(signal, stop)
  process.on('exit', stop)
  // npm hands SIGTERM to its shell, which dies of it without telling us.
  if (isUnderNpm) look = setInterval(() => process.ppid === parent || stop('SIGTERM'), lookMs)
}

function unwatch() {
  for (const signal of signals) process.off(signal, stop)
  process.off('exit', stop)
  clearInterval(look)
}

function stop(signal) {
  isStopping = true
  clearInterval(look)
  for (const child of children) child.kill(signals.includes(signal) ? signal : 'SIGTERM')
}
