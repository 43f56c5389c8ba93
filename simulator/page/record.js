/* A voice from the microphone as a WAV file of the telephone's: 8 kHz, 16 bits, one channel. */
const rate = 8000

/** Begins; `stop` ends it, and `done` resolves with the file in Base64 and its length. Rejects without a microphone. */
export async function recordWav() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream)
  const pieces = []
  recorder.addEventListener('dataavailable', (event) => pieces.push(event.data))
  const done = new Promise((resolve, reject) => {
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      toWav(new Blob(pieces)).then(resolve, reject)
    })
  })
  recorder.start()
  return { stop: () => recorder.stop(), done }
}

async function toWav(blob) {
  const whole = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await blob.arrayBuffer())
  const context = new OfflineAudioContext(1, Math.ceil(whole.duration * rate), rate)
  const source = context.createBufferSource()
  source.buffer = whole
  source.connect(context.destination)
  source.start()
  const samples = (await context.startRendering()).getChannelData(0)
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const write = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)))
  write(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, i) => view.setInt16(44 + i * 2, Math.max(-1, Math.min(1, sample)) * 32767, true))
  let binary = ''
  for (const byte of new Uint8Array(view.buffer)) binary += String.fromCharCode(byte)
  return { sound: btoa(binary), seconds: Math.max(1, Math.round(whole.duration)) }
}
