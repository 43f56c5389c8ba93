/** Lists, page by page. */
import { z } from 'zod'

/** A list as every list is: `nextCursor` is null at the end. */
export function page<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** How many at most. Plain digits: `1e2` or `0x10` is somebody's mistake. A description has to call it a number. */
export function limitUpTo(most: number, otherwise: number) {
  const number = { type: 'integer', minimum: 1, maximum: most, default: otherwise } as const
  const sentence = `must be a whole number from 1 to ${most}`
  return z
    .string()
    .regex(/^[1-9]\d{0,2}$/, sentence)
    .transform(Number)
    .pipe(z.int().max(most, sentence))
    .default(otherwise)
    .meta({ override: ({ jsonSchema }) => void Object.assign(jsonSchema, number, { pattern: undefined }) })
}

export const Cursor = z.string().max(200).optional()
export const PageQuery = z.strictObject({ limit: limitUpTo(100, 50), cursor: Cursor })

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}
