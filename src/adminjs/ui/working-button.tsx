// A button that shows that what it started is not done yet. It is AdminJS's, no smaller than a finger needs it, in colours that can
// be read in light and dark themes.
import { Button, Icon } from '@adminjs/design-system'
import React, { type ButtonHTMLAttributes } from 'react'

/** No smaller than a finger needs it (Web Content Accessibility Guidelines, 2.5.8); its text in the middle, also of a link. */
export const bigEnough = { minHeight: 26, display: 'inline-flex', alignItems: 'center' } as const

/** The border of what ends something. AdminJS would write in this red too, which few could read on a dark page. */
const dangerous = { borderColor: '#d9363e' } as const

/** One that cannot be used now. AdminJS's is black on black in a dark theme, as if there were none. */
export const faint = { color: 'inherit', background: 'transparent', borderColor: 'currentColor', opacity: 0.5 } as const

/** The props of a button, and whether it works. */
export interface WorkingButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant: 'contained' | 'outlined'
  readonly color: 'primary' | 'danger'
  readonly size?: 'sm' | 'lg'
  readonly isWorking: boolean
}

/** A button that shows that what it started is not done yet. */
export const WorkingButton = ({
  isWorking,
  disabled = false,
  variant,
  color,
  style,
  children,
  ...props
}: WorkingButtonProps) => {
  const isOff = isWorking || disabled
  const isOutlined = variant === 'outlined'
  return (
    <Button
      type="button"
      {...props}
      variant={variant}
      color={isOutlined ? 'text' : color}
      style={{ ...bigEnough, ...(isOutlined && color === 'danger' && dangerous), ...(isOff && faint), ...style }}
      disabled={isOff}
      aria-busy={isWorking}
    >
      {isWorking && <Icon icon="Loader" spin />}
      {children}
    </Button>
  )
}
