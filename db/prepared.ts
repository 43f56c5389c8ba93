/**
 * Queries put together once. Kysely needs longer to build and compile a short query than SQLite to run it, so
 * the hot ones are compiled at their first call and later calls bind their values alone.
 */
import type { Compilable, CompiledQuery, DialectAdapter, Kysely } from 'kysely'
import type { Queryable } from './db.ts'
import type { Schema } from './schema.ts'

/** Stands in the query where a value will be. */
interface Place {
  name: string
  index: number | null
}
interface Compiled {
  query: CompiledQuery
  places: Map<unknown, Place>
}
type Values = Record<string, unknown>

/**
 * `build` sees placeholders, so it may only pass values on, never look at them. Undefined values are left out as
 * Kysely does; a list is for `in`, must not be empty, and is filled up with its last value to a power of two, so
 * that lists of any length share a few statements. Resolves with the rows.
 */
export function prepared<P extends object, R>(
  build: (db: Kysely<Schema>, values: P) => Compilable<R>,
): (db: Queryable, values: P) => Promise<R[]> {
  const compiledOf = new WeakMap<DialectAdapter, Map<string, Compiled>>()

  return async (db, given) => {
    const values = Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? padded(value) : value]],
      ),
    ) as Values
    const { adapter } = db.getExecutor()
    const byShape = compiledOf.get(adapter) ?? new Map<string, Compiled>()
    compiledOf.set(adapter, byShape)
    const shape = shapeOf(values)
    const compiled = byShape.get(shape) ?? compile(db, values)
    byShape.set(shape, compiled)
    const parameters = compiled.query.parameters.map((parameter) => {
      const place = compiled.places.get(parameter)
      if (!place) return parameter
      const value = values[place.name]
      return place.index === null ? value : (value as unknown[])[place.index]
    })
    return (await db.executeQuery<R>({ ...compiled.query, parameters })).rows
  }

  function compile(db: Queryable, values: Values): Compiled {
    const places = new Map<unknown, Place>()
    const placeFor = (name: string, index: number | null) => {
      const place = { name, index }
      places.set(place, place)
      return place
    }
    const stand = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((_, index) => placeFor(name, index)) : placeFor(name, null),
    ])
    return { query: build(db, Object.fromEntries(stand) as P).compile(), places }
  }
}

export function firstOrThrow<R>(rows: R[]): R {
  const [row] = rows
  if (row === undefined) throw new Error('the database gave no row back')
  return row
}

function shapeOf(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => (Array.isArray(value) ? `${name}*${value.length}` : name))
    .join()
}

function padded(list: unknown[]): unknown[] {
  const length = 2 ** Math.ceil(Math.log2(list.length))
  return [...list, ...Array<unknown>(length - list.length).fill(list.at(-1))]
}
