/** How servers that know no delivery status notification say that a mail did not arrive. */

export function isFromDaemon(address: string): boolean {
  return daemon.test(address)
}

export function isFailureSubject(subject: string): boolean {
  return failureSubject.test(subject)
}

/** For a mail from a daemon whose subject says nothing. */
export function saysFailed(text: string): boolean {
  return failureText.test(text)
}

export function saysDelayed(text: string): boolean {
  return delayed.test(text)
}

const daemon =
  /^(?:mailer-daemon|mailerdaemon|postmaster|post_master|mail-daemon|mdaemon|maildelivery|mail[. _-]?delivery[. _-]?(?:system|subsystem)|no-?reply-dsn|microsoftexchange[0-9a-f]{10,})(?:[+._-][^@]*)?(?:@|$)/i

const failureSubject = new RegExp(
  [
    'undeliver|returned (?:e?mail|to sender|message)|returning to sender|bounce|nondeliverable|non-?delivery',
    'delivery (?:status|fail|problem|error|has failed|incomplete|report|notification|unsuccessful)|failure (?:notice|delivery)',
    'fail(?:ed|ure)[\\s:-]+(?:delivery|mail|to deliver)|mail (?:delivery|failure|error|status report|system error)|e-?mail not delivered',
    '(?:could|can) ?not be delivered|not deliverable|error sending your mail|delayed|address not found|message not delivered',
    'gagal (?:dikirim|terkirim|mengirim)|tidak (?:dapat|bisa|berhasil) (?:di|ter)?kirim|(?:pesan|surel|email) (?:anda )?tidak terkirim',
    '(?:pesan|surel|email) (?:anda )?dikembalikan|pengiriman .*(?:gagal|tertunda)|alamat tidak ditemukan|tidak dapat disampaikan',
    'gagal dihantar|tidak dapat dihantar|penghantaran .*gagal',
    'unzustellbar|nicht zugestellt|nicht zustellbar|zustellung .*fehlgeschlagen|non remis|non distribu|échec de (?:la )?remise',
    'no se (?:pudo|puede) entregar|no se ha podido entregar|error de entrega|devolución|não (?:foi )?(?:é possível )?entreg|falha na entrega',
    'impossibile recapitare|mancato recapito|mancata consegna|onbestelbaar|niet bezorgd|niet afgeleverd|olevererbart|kan inte levereras',
    'niedostarcz|zwrot wiadomości|недоставлен|не доставлен|не удалось доставить|teslim edilemedi|không thể gửi|không gửi được',
    '配信できません|配信不能|配信エラー|送信エラー|メールエラー|退信|退件|无法(?:传递|投递|送达)|無法傳遞|未送达|배달되지 않|전송 실패|반송',
  ].join('|'),
  'i',
)

const failureText = new RegExp(
  [
    'could not be delivered|was not delivered|unable to deliver|delivery (?:has )?failed|delivery to the following|undeliverable',
    'permanent (?:fatal )?errors?|the following (?:address|recipient)s?.{0,40}(?:failed|errors?|rejected)|user unknown|unknown user',
    'no such user|mailbox (?:unavailable|full|not found)|did not reach|mail could not be sent|message you sent',
    'tidak (?:dapat|bisa|berhasil) (?:di|ter)?kirim|gagal (?:dikirim|terkirim)',
  ].join('|'),
  'i',
)

const delayed =
  /\bdelayed\b|will (?:be )?retr|will keep trying|(?:still|continue) (?:being |to )?(?:be )?(?:retr|tr(?:y|ied))|do not need to resend|no action is required|masih dicoba|akan (?:terus )?(?:di)?coba|tertunda|verzögert|wird weiterhin versucht|retardé|en retard|sigue intentando|retrasad/i
