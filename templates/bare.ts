/** What a template may look into: texts, switches, and views within views. */
export interface View {
  [name: string]: string | boolean | View | View[]
}

/** The fields and nothing behind them: a template that names `constructor` finds nothing. */
export function bare(fields: View): View {
  return Object.assign(Object.create(null) as View, fields)
}
