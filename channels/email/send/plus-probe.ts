import type { SendMailOptions } from 'nodemailer'
import type { Office } from './compose.ts'

/** A mail to ourselves that shows, by arriving or not, whether the mailbox has plus-addresses. No person is to answer it. */
export function plusProbe(to: string, office: Office): SendMailOptions {
  return {
    from: { name: office.name, address: office.address },
    to,
    subject: 'Pemeriksaan alamat balasan / Reply address check',
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: [
      'Surel ini dikirim Tanya ke kotak suratnya sendiri, untuk mengetahui apakah alamat bertanda plus sampai di sini. Surel ini boleh dihapus.',
      'Tanya sent this mail to its own mailbox to find out whether addresses with a plus arrive here. You may delete it.',
    ].join('\n\n'),
  }
}
