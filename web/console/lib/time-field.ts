/** A moment as `<input type="datetime-local">` has it: this computer's wall clock, to the minute. */
export function toField(millis: number): string {
  const local = millis - new Date(millis).getTimezoneOffset() * 60_000
  return new Date(local).toISOString().slice(0, 16)
}

/** ISO time of what such a field says. */
export function fromField(value: string): string {
  return new Date(value).toISOString()
}
