import { describe, expect, it } from 'vitest'
import { twilioErrorWords } from '../../../channels/lib/twilio-error-words.ts'
import { englishTwilioError, explainTwilioError, refusal } from '../../../channels/lib/twilio-errors.ts'

describe('an error of Twilio’s', () => {
  it.each([
    ...[21211, 21610, 21614, 30003, 30004, 30005, 30006, 30007, 30008],
    ...[63003, 63016, 63019, 63021, 63024],
  ])('%i is explained in both languages, with its code', (code) => {
    const explained = explainTwilioError(code)
    expect(explained).toMatch(new RegExp(`^[A-Z].+ \\(kode Twilio ${code}\\)\\.$`))
    expect(englishTwilioError(explained)).toMatch(new RegExp(`^[A-Z].+ \\(Twilio code ${code}\\)\\.$`))
  })

  it('is a whole sentence in each language', () => {
    for (const { id, en } of Object.values(twilioErrorWords)) {
      expect(id).toMatch(/^[A-Z].*\.$/)
      expect(en).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('that nobody has met says its code, and what is none of Twilio’s stays as it is', () => {
    expect(englishTwilioError(explainTwilioError(99999))).toBe(
      'Twilio refused the message (Twilio code 99999).',
    )
    expect(englishTwilioError('Kanal ini dimatikan.')).toBeNull()
  })

  it('21610 tells that the number has stopped us', () => {
    expect(refusal(400, 21610)).toMatchObject({ permanent: true, isStopped: true })
    expect(refusal(400, 21211)).toMatchObject({ permanent: true, isStopped: false })
  })
})
