/** The list, by hand and in order. A merged migration is never edited; a change is a new one that adds. */
import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'
import { firstTables } from './0001-first-tables.ts'
import { unprovenMail } from './0002-unproven-mail.ts'
import { whoseClientId } from './0003-whose-client-id.ts'
import { revisions } from './0004-revisions.ts'
import { learning } from './0005-learning.ts'
import { acknowledgements } from './0006-acknowledgements.ts'
import { peopleOfAMail } from './0007-people-of-a-mail.ts'
import { whereAMailLies } from './0008-where-a-mail-lies.ts'
import { mailLog } from './0009-mail-log.ts'
import { reached } from './0010-reached.ts'
import { putOffAnswers } from './0011-put-off.ts'
import { shortMails } from './0012-short-mails.ts'
import { mailroom } from './0013-mailroom.ts'
import { threads } from './0013-threads.ts'
import { privateLinks } from './0014-private-links.ts'
import { calls } from './0015-calls.ts'
import { routing } from './0016-routing.ts'
import { forwardsAndHeartbeats } from './0017-forwards-and-heartbeats.ts'
import { texts } from './0018-texts.ts'
import { talks } from './0019-talks.ts'
import { chatMarks } from './0020-chat-marks.ts'
import { whereAFileIsNamed } from './0021-where-a-file-is-named.ts'
import { typedAddresses } from './0022-typed-addresses.ts'

export function migrationsFor(dialect: Db['dialect']): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(dialect),
    '0002-unproven-mail': unprovenMail,
    '0003-whose-client-id': whoseClientId,
    '0004-revisions': revisions(dialect),
    '0005-learning': learning(dialect),
    '0006-acknowledgements': acknowledgements,
    '0007-people-of-a-mail': peopleOfAMail,
    '0008-where-a-mail-lies': whereAMailLies,
    '0009-mail-log': mailLog,
    '0010-reached': reached,
    '0011-put-off': putOffAnswers,
    '0012-short-mails': shortMails(dialect),
    '0013-mailroom': mailroom,
    '0013-threads': threads,
    '0014-private-links': privateLinks,
    '0015-calls': calls(dialect),
    '0016-routing': routing(dialect),
    '0017-forwards-and-heartbeats': forwardsAndHeartbeats,
    '0018-texts': texts,
    '0019-talks': talks(dialect),
    '0020-chat-marks': chatMarks,
    '0021-where-a-file-is-named': whereAFileIsNamed,
    '0022-typed-addresses': typedAddresses,
  }
}
