/**
 * The whole database: each file beside this one describes a group of tables. Times are milliseconds since 1970 (UTC);
 * booleans are 0 or 1, since SQLite has no other; JSON is text. The tables themselves are made in `migrations/`.
 */
import type { AgentTables } from './agents.ts'
import type { CallTables } from './calls.ts'
import type { ChatTables } from './chats.ts'
import type { ContactTables } from './contacts.ts'
import type { HouseTables } from './house.ts'
import type { LearningTables } from './learning.ts'
import type { LibraryTables } from './library.ts'
import type { MailTables } from './mail.ts'
import type { MessageTables } from './messages.ts'
import type { OutboxTables } from './outbox.ts'
import type { TextTables } from './texts.ts'
import type { TicketTables } from './tickets.ts'

/** Every table there is. */
export interface Schema
  extends
    AgentTables,
    CallTables,
    ChatTables,
    ContactTables,
    HouseTables,
    LearningTables,
    LibraryTables,
    MailTables,
    MessageTables,
    OutboxTables,
    TextTables,
    TicketTables {}
