import type { Parts } from '../../../channels/contract/parts.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'

/** What a message carries besides words, as it is stored; null for nothing. */
export function keptParts({ parts }: { parts?: Parts | undefined }): string | null {
  return parts && Object.keys(parts).length > 0 ? JSON.stringify(parts) : null
}

export function partsOf({ parts }: Pick<MessageRow, 'parts'>): Parts | null {
  return parts === null ? null : (JSON.parse(parts) as Parts)
}
