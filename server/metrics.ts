/** Prometheus figures of one running app (https://prometheus.io/docs/instrumenting/exposition_formats/). */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics(readings: {
  outboxWaiting: () => Promise<number>
  /** Seconds since each mailbox was last read to its end. */
  mailboxes: () => { label: string; quietSeconds: number }[]
}) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'tanya_outbox_waiting',
    help: 'Messages that are due, not yet sent or given up',
    registers: [registry],
    async collect() {
      this.set(await readings.outboxWaiting())
    },
  })
  new Gauge({
    name: 'tanya_mailbox_last_pass_seconds',
    help: 'Seconds since a mailbox was last read to its end, or since the start',
    labelNames: ['mailbox'],
    registers: [registry],
    collect() {
      for (const { label, quietSeconds } of readings.mailboxes()) this.set({ mailbox: label }, quietSeconds)
    },
  })
  return {
    registry,
    received: new Counter({
      name: 'tanya_messages_received_total',
      help: 'Messages taken in, by what became of them',
      labelNames: ['channel', 'outcome'],
      registers: [registry],
    }),
    suggestions: new Counter({
      name: 'tanya_suggestions_total',
      help: 'Suggested answers, by what became of them',
      labelNames: ['fate'],
      registers: [registry],
    }),
    acknowledgements: new Counter({
      name: 'tanya_acknowledgements_total',
      help: 'New tickets by e-mail: acknowledged automatically, or why not',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    webhooksRejected: new Counter({
      name: 'tanya_webhooks_rejected_total',
      help: 'Webhooks refused for a wrong signature',
      registers: [registry],
    }),
    httpSeconds: new Histogram({
      name: 'tanya_http_request_seconds',
      help: 'Time to answer an HTTP request',
      labelNames: ['method', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [registry],
    }),
  }
}
