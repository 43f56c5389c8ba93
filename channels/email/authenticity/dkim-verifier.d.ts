/** What `dkimVerify` of mailauth does its work with, and gives no types for. */
declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { Writable } from 'node:stream'
  import type { ARCSigningData, DKIMResult, DKIMVerifyOptions } from 'mailauth'

  export class DkimVerifier extends Writable {
    constructor(options?: DKIMVerifyOptions)
    /** Takes the whole header; what is written afterwards is the body. */
    emitHeaders(header: Buffer): Promise<void>
    /** Once it is finished. */
    results: DKIMResult[]
    arc: ARCSigningData
  }
}
