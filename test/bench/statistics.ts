// The few figures that describe many: medians, the quartiles around them, percentiles.

/** A median, and between which values the middle half lies. */
export interface Spread {
  readonly median: number
  readonly from: number
  readonly to: number
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 50), from: percentile(values, 25), to: percentile(values, 75) }
}

/** The value below which `percent` of the values lie; between two of them it is in proportion. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const position = ((sorted.length - 1) * percent) / 100
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]]
  if (below === undefined || above === undefined) throw new Error('There is nothing to take a percentile of')
  return below + (above - below) * (position - Math.floor(position))
}

/** Each value divided by the one that was measured next to it. */
export const quotients = (values: readonly number[], by: readonly number[]): number[] =>
  values.map((value, index) => value / (by[index] ?? NaN))
