/** Every request of the office against Twilio's own description of its REST API (api_v2010, OpenAPI 3). */
import requests from './requests.json' with { type: 'json' }

interface Property {
  type?: string
  enum?: string[]
  format?: string
  pattern?: string
  items?: Property
}
interface Schema {
  required: string[]
  properties: Record<string, Property>
}
type Name = keyof typeof requests

/** Names what Twilio does not know or would not take; null when all is well. */
export function faultIn(name: Name, body: unknown): string | null {
  const { required, properties } = requests[name] as Schema
  const fields = (body ?? {}) as Record<string, string | string[]>
  const missing = required.find((field) => fields[field] === undefined)
  if (missing) return `${missing} is required`
  for (const [field, value] of Object.entries(fields)) {
    const property = Object.hasOwn(properties, field) ? properties[field] : undefined
    if (!property) return `${field} is not a parameter`
    if (property.type !== 'array' && Array.isArray(value)) return `${field} is given twice`
    const one = property.type === 'array' ? (property.items ?? {}) : property
    if (![value].flat().every((text) => fits(text, one))) return `${field} is malformed`
  }
  return null
}

function fits(text: string, { type, enum: allowed, format, pattern }: Property): boolean {
  if (allowed && !allowed.includes(text)) return false
  if (pattern && !new RegExp(pattern).test(text)) return false
  if (type === 'integer' && !/^-?\d+$/.test(text)) return false
  if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) return false
  if (type === 'boolean' && text !== 'true' && text !== 'false') return false
  return format !== 'uri' || URL.canParse(text)
}
