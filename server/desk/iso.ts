/** Milliseconds as the wire says them: ISO 8601 in UTC. */
export function iso(millis: number): string {
  return new Date(millis).toISOString()
}

export function isoOrNull(millis: number | null): string | null {
  return millis === null ? null : iso(millis)
}
