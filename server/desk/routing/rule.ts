/** By which rule the office gives chats out; kept in the database, so that it can be changed while the server runs. */
import type { Queryable, Tx } from '../../../db/index.ts'
import { readSetting, writeSetting } from '../../../db/settings.ts'
import { RoutingRule } from '../../wire/routing.ts'

const setting = 'chat routing'

/** An office of one wants to be called and nothing more. */
const unlessSet: RoutingRule = { mode: 'everyone', answerSeconds: 45, chatLimit: 4 }

export async function readRule(db: Queryable): Promise<RoutingRule> {
  const kept = await readSetting(db, setting)
  return kept === null ? unlessSet : RoutingRule.parse(JSON.parse(kept))
}

export async function writeRule(tx: Tx, rule: RoutingRule): Promise<void> {
  await writeSetting(tx, setting, JSON.stringify(rule))
}
