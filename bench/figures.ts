/** What a benchmark finds, and the table it is shown in. */
export interface Figure {
  benchmark: string
  name: string
  value: number
  unit: string
  /** What the project wants of it, in words. */
  target?: string
}

export type Measured = Omit<Figure, 'benchmark'>

/** Measures and returns; throws when something was lost or wrong, since a fast wrong answer is no figure. */
export type Benchmark = (say: (progress: string) => void) => Promise<Measured[]>

export function table(figures: Figure[]): string {
  const rows = [
    ['benchmark', 'figure', 'value', 'unit', 'target'],
    ...figures.map(({ benchmark, name, value, unit, target }) => [
      benchmark,
      name,
      rounded(value),
      unit,
      target ?? '',
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const isNumber = (column: number) => column === 2
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function rounded(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
}
