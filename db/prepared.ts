/**
 * Queries put together once. Kysely needs longer to build and compile a short query than SQLite to run it, so
 * the hot ones are compiled at their first call and later calls bind their values alone.
 */
import type { Compilable, CompiledQuery, DialectAdapter, Kysely } from 'kysely'
import type { Queryable } from './db.ts'
import { directly } from './direct.ts'
import type { Schema } from './schema/index.ts'

/** Stands in the query where a value will be. */
interface Place {
  name: string
  index: number | null
}
type Values = Record<string, unknown>
type Bind = (values: Values) => unknown
interface Compiled {
  /** Of the values it was made for; with each how long its list is, or null. */
  names: string[]
  lengths: (number | null)[]
  query: CompiledQuery
  /** What goes to each of its parameters. */
  bind: Bind[]
}

/**
 * `build` sees placeholders, so it may only pass values on, never look at them. Undefined values are left out as
 * Kysely does; a list is for `in`, must not be empty, and is filled up with its last value to a power of two, so
 * that lists of any length share a few statements. Resolves with the rows. A limit wants `sql.lit`: SQLite plans a
 * statement afresh each time its limit is bound.
 */
export function prepared<P extends object, R>(
  build: (db: Kysely<Schema>, values: P) => Compilable<R>,
): (db: Queryable, values: P) => Promise<R[]> {
  const compiledOf = new WeakMap<DialectAdapter, Compiled[]>()

  return async (db, given) => {
    const values = withPaddedLists(given as Values)
    const { adapter } = db.getExecutor()
    let all = compiledOf.get(adapter)
    if (!all) compiledOf.set(adapter, (all = []))
    let compiled = all.find((one) => fits(one, values))
    if (!compiled) all.push((compiled = compile(db, values)))
    const { query, bind } = compiled
    const parameters = bind.map((value) => value(values))
    const run = directly(db)
    if (run) return run(query.sql, parameters) as R[]
    return (await db.executeQuery<R>({ ...query, parameters })).rows
  }

  function compile(db: Queryable, values: Values): Compiled {
    const places = new Map<unknown, Place>()
    const placeFor = (name: string, index: number | null) => {
      const place = { name, index }
      places.set(place, place)
      return place
    }
    const given = Object.entries(values).filter(([, value]) => value !== undefined)
    const stand = given.map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((_, index) => placeFor(name, index)) : placeFor(name, null),
    ])
    const compiled = build(db, Object.fromEntries(stand) as P).compile()
    const query = directly(db) ? { ...compiled, sql: unseen(compiled.sql) } : compiled
    const bind = query.parameters.map((parameter): Bind => {
      const place = places.get(parameter)
      if (!place) return () => parameter
      const { name, index } = place
      return index === null ? (row) => row[name] : (row) => (row[name] as unknown[])[index]
    })
    return {
      names: given.map(([name]) => name),
      lengths: given.map(([, value]) => (Array.isArray(value) ? value.length : null)),
      query,
      bind,
    }
  }
}

export function firstOrThrow<R>(rows: R[]): R {
  const [row] = rows
  if (row === undefined) throw new Error('the database gave no row back')
  return row
}

/**
 * SQLite looks at each value that is bound where a table has a partial index, lest it fit, and plans the statement afresh, which
 * takes longer than to run it. It does not look into an expression. What only writes has no plan to lose.
 */
function unseen(text: string): string {
  if (text.startsWith('insert')) return text
  return text.replaceAll(/'[^']*'|"[^"]*"|\?/g, (found) => (found === '?' ? 'coalesce(?, null)' : found))
}

/** Most of all that is given holds no list and stands as it is. */
function withPaddedLists(given: Values): Values {
  let values = given
  for (const name in given) {
    const value = given[name]
    if (Array.isArray(value)) values = { ...values, [name]: padded(value) }
  }
  return values
}

/** Every write of a message comes by here some forty times, so nothing is made to compare. */
function fits({ names, lengths }: Compiled, values: Values): boolean {
  let at = 0
  for (const name in values) {
    const value = values[name]
    if (value === undefined) continue
    if (names[at] !== name || lengths[at] !== (Array.isArray(value) ? value.length : null)) return false
    at++
  }
  return at === names.length
}

function padded(list: unknown[]): unknown[] {
  const length = 2 ** Math.ceil(Math.log2(list.length))
  return [...list, ...Array<unknown>(length - list.length).fill(list.at(-1))]
}
