// The room at the sides of a box with AdminJS's variant "container", which leaves none on a phone and wins over other props.

/** Sixteen pixels on a phone, twenty-four on a desk. */
export const roomAtSides = { paddingInline: 'clamp(16px, 2vw, 24px)' } as const
