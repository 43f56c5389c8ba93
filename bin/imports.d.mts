export interface Import {
  from: string
  target: string
  isType: boolean
}
export function readImports(): Import[]
export function mayImport(one: Import): boolean
