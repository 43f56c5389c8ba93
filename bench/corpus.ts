/**
 * Mail as the counselling mailbox gets it: phones, web mail, office Outlook. The same number always gives the
 * same mail, so that two processes measure the same work; every mail has its own sender and Message-ID.
 */
import { mailbox } from './office.ts'

/** One raw mail, CRLF, not dot-stuffed. `run` keeps the Message-IDs of several rounds apart. */
export function mailFor(run: string, number: number): Buffer {
  const kind = mix[number % mix.length] ?? plain
  const from = `Warga ${number} <warga.${run}.${number}@surat.example>`
  const { subject, headers, body } = kind(number)
  const lines = [
    `Received: from mx.surat.example (mx.surat.example [192.0.2.${number % 250}]) by kantor.example with ESMTPS`,
    ` for <${mailbox}>; ${date(number)}`,
    `From: ${from}`,
    `To: Informasi Perizinan <${mailbox}>`,
    `Subject: ${subject}`,
    `Date: ${date(number)}`,
    `Message-ID: <${run}.${number}@surat.example>`,
    'MIME-Version: 1.0',
    ...headers,
    '',
    body,
    '',
  ]
  return Buffer.from(lines.join('\r\n').replace(/\r?\n/g, '\r\n'))
}

/** A mail with one large scan, of about `bytes` as it lies on the server. */
export function largeMail(run: string, bytes: number): Buffer {
  const scan = noise(1, Math.floor((bytes * 57) / 78))
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n')
  const head = [
    `From: Warga Besar <besar.${run}@surat.example>`,
    `To: <${mailbox}>`,
    'Subject: Gambar rencana',
    `Message-ID: <besar.${run}@surat.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="mix"',
    '',
    '--mix',
    'Content-Type: text/plain; charset=utf-8',
    '',
    wordsFor(1, 1),
    '--mix',
    'Content-Type: application/pdf; name="rencana.pdf"',
    'Content-Disposition: attachment; filename="rencana.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n${scan}\r\n--mix--\r\n`)
}

interface Parts {
  subject: string
  headers: string[]
  body: string
}
type Kind = (number: number) => Parts

const questions = [
  'Selamat pagi, saya mau tanya syarat perpanjangan SIP dokter umum di Jakarta Selatan. Apakah masih perlu rekomendasi organisasi profesi?',
  'Pak/Bu, berapa lama KRK keluar? Saya sudah unggah berkas di JakEVO minggu lalu tetapi statusnya masih verifikasi.',
  'Mohon info biaya perpanjangan izin penggunaan tanah makam. Orang tua saya dimakamkan di TPU Karet Bivak tahun 2021.',
  'Dear Sir or Madam, our company wants to renew its construction permit. Which documents do we need to prepare, and how long does it take?',
  'Izin usaha warung makan kecil apakah cukup NIB dari OSS, atau perlu izin lain dari kelurahan?',
]
const closing = 'Terima kasih atas bantuannya.\n\nSalam,\nWarga Jakarta\nDikirim dari iPhone saya'

function wordsFor(number: number, paragraphs: number): string {
  const texts = Array.from(
    { length: paragraphs },
    (_, index) => questions[(number + index) % questions.length],
  )
  return `${texts.join('\n\n')}\n\n${closing}`
}

const plain: Kind = (number) => ({
  subject: 'Pertanyaan syarat izin',
  headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'],
  body: wordsFor(number, 2),
})

const html: Kind = (number) => {
  const text = wordsFor(number, 6)
  const paragraphs = text
    .split('\n\n')
    .map(
      (words) =>
        `<p class="MsoNormal" style="margin:0cm;font-size:11pt;font-family:Calibri,sans-serif"><span lang="IN" style="color:#1F497D">${words}</span><o:p></o:p></p>`,
    )
    .join('\n')
  const row = (index: number) =>
    `<tr><td width="120" style="border:solid 1px #ccc"><b>Berkas ${index}</b></td><td><a href="https://jakevo.example/berkas/${index}">lihat berkas ${index}</a></td></tr>`
  const markup = `<html><head><meta charset="utf-8"><style>p.MsoNormal{margin:0cm}</style></head><body lang="IN" link="blue">${paragraphs}<table>${Array.from({ length: 20 }, (_, index) => row(index)).join('\n')}</table></body></html>`
  return {
    subject: '=?UTF-8?Q?Mohon_informasi_perizinan_=E2=80=93_mendesak?=',
    headers: ['Content-Type: multipart/alternative; boundary="alt"'],
    body: [
      '--alt',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quotedPrintable(text),
      '--alt',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quotedPrintable(markup),
      '--alt--',
    ].join('\r\n'),
  }
}

const scanBytes = 48 * 1024
const attachment: Kind = (number) => ({
  subject: 'Berkas permohonan terlampir',
  headers: ['Content-Type: multipart/mixed; boundary="mix"'],
  body: [
    '--mix',
    'Content-Type: text/plain; charset=utf-8',
    '',
    wordsFor(number, 1),
    '--mix',
    'Content-Type: image/jpeg; name="ktp.jpg"',
    'Content-Disposition: attachment; filename="ktp.jpg"',
    'Content-Transfer-Encoding: base64',
    '',
    (
      noise(number, scanBytes)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n'),
    '--mix--',
  ].join('\r\n'),
})

const quotedReply: Kind = (number) => ({
  subject: 'Re: Jawaban atas pertanyaan Anda',
  headers: [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    `In-Reply-To: <lain.${number}@kantor-lain.example>`,
    `References: ${ids(number, 3)}`,
  ],
  body: quotedPrintable(
    [
      wordsFor(number, 1),
      '',
      `Pada Sen, 2 Nov 2026 pukul 09.${String(number % 60).padStart(2, '0')} Petugas Informasi <petugas@kantor-lain.example> menulis:`,
      ...wordsFor(number + 1, 5)
        .split('\n')
        .map((line) => `> ${line}`),
    ].join('\n'),
  ),
})

const longHeaders: Kind = (number) => ({
  ...plain(number),
  headers: [
    ...Array.from(
      { length: 8 },
      (_, hop) =>
        `Received: from hop${hop}.surat.example (hop${hop}.surat.example [198.51.100.${hop}])\r\n by hop${hop + 1}.surat.example (Postfix) with ESMTPS id ${number}F${hop};\r\n ${date(number)}`,
    ),
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=surat.example; s=k1;\r\n h=from:to:subject:date;\r\n bh=${noise(number, 32).toString('base64')};\r\n b=${(
      noise(number + 1, 256)
        .toString('base64')
        .match(/.{1,70}/g) ?? []
    ).join('\r\n ')}`,
    `References: ${ids(number, 20)}`,
    `X-Spam-Report: ${
      'skor 0.1 dari 5.0; '
        .repeat(40)
        .match(/.{1,76}/g)
        ?.join('\r\n ') ?? ''
    }`,
    ...plain(number).headers,
  ],
})

/** Of twenty mails: eight plain, five HTML, three with a scan, three replies, one of long headers. */
const mix: Kind[] = [
  plain,
  html,
  plain,
  quotedReply,
  attachment,
  plain,
  html,
  plain,
  html,
  quotedReply,
  plain,
  attachment,
  html,
  plain,
  longHeaders,
  plain,
  html,
  quotedReply,
  plain,
  attachment,
]

function ids(number: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `<utas.${number}.${index}@kantor-lain.example>`).join(
    '\r\n ',
  )
}

function date(number: number): string {
  return `Mon, 2 Nov 2026 0${number % 10}:${String(number % 60).padStart(2, '0')}:00 +0700`
}

function quotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const encoded = line.replace(/[=\u0080-\uffff]/g, (char) =>
        [...Buffer.from(char)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
      )
      return (encoded.match(/(?:=..|[^=]){1,25}/g) ?? ['']).reduce((lines, piece) => fold(lines, piece), '')
    })
    .join('\r\n')
}

function fold(lines: string, piece: string): string {
  const last = lines.length - (lines.lastIndexOf('\n') + 1)
  return last + piece.length > 75 ? `${lines}=\r\n${piece}` : lines + piece
}

/** Bytes that do not shrink, as those of a photograph. */
function noise(seed: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let state = (seed * 2654435761 + 1) >>> 0
  for (let index = 0; index < length; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[index] = state
  }
  return bytes
}
