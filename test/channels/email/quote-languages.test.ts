import { describe, expect, it } from 'vitest'
import { splitQuotes } from '../../../channels/email/quotes/quotes.ts'

const answer = 'Halo Ibu, sudah saya kirim.\n\nTerima kasih'
const replyOf = (older: string) => splitQuotes(`${answer}\n\n${older}\n`).reply

/** As Gmail, Apple Mail, Yahoo, Thunderbird and Outlook write them in the languages of our senders. */
const introductions = [
  'Pada tanggal Sen, 23 Nov 2026 pukul 10.15 DPMPTSP <kantor@jakarta.go.id> menulis:',
  'Pada Sen, 23 Nov 2026 10.15, DPMPTSP <kantor@jakarta.go.id> menulis:',
  'Pada Senin, 23 November 2026 10.15.00 GMT+7, DPMPTSP <kantor@jakarta.go.id> menulis:',
  'Pada 23 Nov 2026, pukul 10.15, DPMPTSP <kantor@jakarta.go.id> menulis:',
  'Pada Isn, 23 Nov 2026 pada 10:15 PG DPMPTSP <kantor@jakarta.go.id> menulis:',
  'Pada hari Senin, 23 November 2026, DPMPTSP menulis:',
  'DPMPTSP <kantor@jakarta.go.id> menulis pada Sen, 23 Nov 2026 10.15:',
  'On Mon, Nov 23, 2026 at 10:15 AM DPMPTSP <kantor@jakarta.go.id> wrote:',
  'On 23/11/2026 10:15, DPMPTSP wrote:',
  'DPMPTSP wrote on 23/11/2026 10:15:',
  'Am Mo., 23. Nov. 2026 um 10:15 Uhr schrieb DPMPTSP <kantor@jakarta.go.id>:',
  'DPMPTSP <kantor@jakarta.go.id> schrieb am Mo., 23. Nov. 2026, 10:15:',
  'Le lun. 23 nov. 2026 à 10:15, DPMPTSP <kantor@jakarta.go.id> a écrit :',
  'Le 23/11/2026 à 10:15, DPMPTSP a écrit :',
  'El lun, 23 nov 2026 a las 10:15, DPMPTSP (<kantor@jakarta.go.id>) escribió:',
  'Em seg., 23 de nov. de 2026 às 10:15, DPMPTSP <kantor@jakarta.go.id> escreveu:',
  'A segunda, 23/11/2026, 10:15, DPMPTSP <kantor@jakarta.go.id> escreveu:',
  'Il giorno lun 23 nov 2026 alle ore 10:15 DPMPTSP <kantor@jakarta.go.id> ha scritto:',
  'Op ma 23 nov 2026 om 10:15 schreef DPMPTSP <kantor@jakarta.go.id>:',
  'pon., 23 lis 2026 o 10:15 DPMPTSP <kantor@jakarta.go.id> napisał(a):',
  'W dniu 23.11.2026 o 10:15, DPMPTSP pisze:',
  'пн, 23 нояб. 2026 г. в 10:15, DPMPTSP <kantor@jakarta.go.id>:',
  '23.11.2026 10:15, DPMPTSP пишет:',
  '23 нояб. 2026 г., в 10:15, DPMPTSP <kantor@jakarta.go.id> написал(а):',
  'DPMPTSP <kantor@jakarta.go.id> 于2026年11月23日周一 10:15写道:',
  '在 2026年11月23日,10:15,DPMPTSP <kantor@jakarta.go.id> 写道:',
  'DPMPTSP <kantor@jakarta.go.id> 於 2026年11月23日 週一 上午10:15寫道:',
  '2026年11月23日(月) 10:15 DPMPTSP <kantor@jakarta.go.id>:',
  '2026/11/23 10:15、DPMPTSP <kantor@jakarta.go.id>のメール:',
  '2026년 11월 23일 (월) 오전 10:15, DPMPTSP <kantor@jakarta.go.id>님이 작성:',
  'DPMPTSP <kantor@jakarta.go.id>, 23 Kas 2026 Pzt, 10:15 tarihinde şunu yazdı:',
  'Vào Th 2, 23 thg 11, 2026 vào lúc 10:15 DPMPTSP <kantor@jakarta.go.id> đã viết:',
  'Den mån 23 nov. 2026 kl 10:15 skrev DPMPTSP <kantor@jakarta.go.id>:',
  'Den man. 23. nov. 2026 kl. 10.15 skrev DPMPTSP <kantor@jakarta.go.id>:',
  'man. 23. nov. 2026 kl. 10:15 skrev DPMPTSP <kantor@jakarta.go.id>:',
  '23 nov 2026 kl. 10:15 skrev DPMPTSP <kantor@jakarta.go.id>:',
  'في الاثنين، 23 نوفمبر 2026 في 10:15 ص تمت كتابة ما يلي بواسطة DPMPTSP <kantor@jakarta.go.id>:',
  'ma 23. marrask. 2026 klo 10.15 DPMPTSP (kantor@jakarta.go.id) kirjoitti:',
  'DPMPTSP <kantor@jakarta.go.id> ezt írta (időpont: 2026. nov. 23., H, 10:15):',
  'po 23. 11. 2026 v 10:15 odesílatel DPMPTSP <kantor@jakarta.go.id> napsal:',
  'În lun., 23 nov. 2026 la 10:15, DPMPTSP <kantor@jakarta.go.id> a scris:',
  'Στις Δευ 23 Νοε 2026 στις 10:15 π.μ., ο χρήστης DPMPTSP <kantor@jakarta.go.id> έγραψε:',
  '‫בתאריך יום ב׳, 23 בנוב׳ 2026 ב-10:15 מאת ‪DPMPTSP‬‏ <‪kantor@jakarta.go.id‬‏>:‬',
  'ในวันที่ จ. 23 พ.ย. 2026 เวลา 10:15 DPMPTSP <kantor@jakarta.go.id> เขียนว่า:',
  'Dňa 23. 11. 2026 o 10:15 DPMPTSP napísal:',
]

describe('the line above a quotation', () => {
  it.each(introductions)('%s', (line) => {
    expect(replyOf(`${line}\n> lama\n> lagi`)).toBe(answer)
    expect(replyOf(`${line}\n\nlama, tanpa tanda\nlagi`)).toBe(answer)
  })

  it.each(introductions)('broken over two lines: %s', (line) => {
    const address = line.indexOf('<')
    const word = line.lastIndexOf(' ', line.length - 3)
    for (const at of address > 0 ? [address + 1, word] : [word]) {
      expect(replyOf(`${line.slice(0, at)}\n${line.slice(at).trim()}\n\n> lama`)).toBe(answer)
    }
  })
})

const blocks = [
  ['Dari: DPMPTSP <a@b.id>', 'Dikirim: Senin, 23 November 2026 10.15', 'Kepada: Budi', 'Perihal: Izin'],
  ['Dari: DPMPTSP', 'Tanggal: Senin, 23 November 2026', 'Ke: Budi', 'Subjek: Izin'],
  ['Daripada: DPMPTSP', 'Dihantar: Isnin, 23 November 2026', 'Kepada: Budi', 'Subjek: Izin'],
  ['From: X', 'Sent: Monday', 'To: Y', 'Subject: Z'],
  ['*From:* X', '*Sent:* Monday', '*To:* Y', '*Subject:* Z'],
  ['From: X', 'Date: Monday', 'To: Y', 'Subject: Z'],
  ['Von: X', 'Gesendet: Montag', 'An: Y', 'Betreff: Z'],
  ['De : X', 'Envoyé : lundi', 'À : Y', 'Objet : Z'],
  ['De: X', 'Enviado: lunes', 'Para: Y', 'Asunto: Z'],
  ['De: X', 'Enviada em: segunda', 'Para: Y', 'Assunto: Z'],
  ['Da: X', 'Inviato: lunedì', 'A: Y', 'Oggetto: Z'],
  ['Van: X', 'Verzonden: maandag', 'Aan: Y', 'Onderwerp: Z'],
  ['Od: X', 'Wysłano: poniedziałek', 'Do: Y', 'Temat: Z'],
  ['От: X', 'Отправлено: понедельник', 'Кому: Y', 'Тема: Z'],
  ['发件人: X', '发送时间: 2026年', '收件人: Y', '主题: Z'],
  ['寄件者: X', '寄件日期: 2026年', '收件者: Y', '主旨: Z'],
  ['差出人: X', '送信日時: 2026年', '宛先: Y', '件名: Z'],
  ['보낸 사람: X', '보낸 날짜: 2026년', '받는 사람: Y', '제목: Z'],
  ['Kimden: X', 'Gönderildi: Pazartesi', 'Kime: Y', 'Konu: Z'],
  ['Từ: X', 'Đã gửi: Thứ', 'Đến: Y', 'Chủ đề: Z'],
  ['Från: X', 'Skickat: måndag', 'Till: Y', 'Ämne: Z'],
  ['Fra: X', 'Sendt: mandag', 'Til: Y', 'Emne: Z'],
  ['من: X', 'تم الإرسال: الاثنين', 'إلى: Y', 'الموضوع: Z'],
]

describe('the block that Outlook sets above older mail', () => {
  it.each(blocks)('%s %s %s %s', (...block) => {
    expect(replyOf(`${block.join('\n')}\n\nlama`)).toBe(answer)
    expect(replyOf(`________________________________\n${block.join('\n')}\n\nlama`)).toBe(answer)
  })
})

describe('the line drawn between', () => {
  it.each([
    '-----Pesan Asli-----',
    '________ Pesan Asli ________',
    '-----Original Message-----',
    '----- Original Message -----',
    '-----Ursprüngliche Nachricht-----',
    "-----Message d'origine-----",
    '-----Mensaje original-----',
    '-----Mensagem original-----',
    '-----Messaggio originale-----',
    '-----Oorspronkelijk bericht-----',
    '------------------ 原始邮件 ------------------',
    '---- On Mon, 23 Nov 2026 10:15 DPMPTSP <a@b.example> wrote ----',
  ])('%s', (line) => expect(replyOf(`${line}\nDPMPTSP\nlama`)).toBe(answer))
})

describe('what phones and mail programs add', () => {
  it.each([
    'Dikirim dari iPhone saya',
    'Dikirim dari Yahoo Mail di Android',
    'Dikirim dari Outlook untuk Android',
    'Dikirim dari ponsel cerdas Samsung Galaxy saya.',
    'Dikirim dari smartphone Xiaomi saya',
    'Dapatkan Outlook untuk iOS<https://aka.ms/o0ukef>',
    'Dihantar daripada iPhone saya',
    'Sent from my iPhone',
    '(Sent from my phone)',
    'Sent from Mail for Windows 10',
    'Get Outlook for Android',
    'Get [Outlook for Android](https://aka.ms/ghei36)',
    'Von meinem iPhone gesendet',
    'Envoyé de mon iPhone',
    'Enviado desde mi iPhone',
    'Enviado do meu iPhone',
    'Inviato da iPhone',
    'Verstuurd vanaf mijn iPhone',
    'Skickat från min iPhone',
    'Sendt fra min iPhone',
    'Отправлено с iPhone',
    "iPhone'umdan gönderildi",
    'Đã gửi từ iPhone của tôi',
    'iPhoneから送信',
    '发自我的 iPhone',
    '나의 iPhone에서 보냄',
    '-- \nBudi\nPT Maju',
  ])('%s', (line) => expect(replyOf(line)).toBe(answer))
})

describe('what only looks like it', () => {
  it.each([
    'Dikirim dari iPhone saya kemarin berkas itu, apakah sudah diterima?\nTerima kasih',
    'Pada hari Senin petugas menulis:\n1. KTP\n2. KK',
    'Berkas yang diminta:\n- KTP\n- NPWP',
    'Jadwal tanggal 23 pukul 10:15:\n- loket 3',
    'Nama: Budi\nTanggal: 23 November\nPerihal: izin',
  ])('%s', (text) => expect(splitQuotes(text)).toEqual({ reply: text, quoted: '' }))
})
