// A button that shows that what it started is not done yet.
import { Button, Icon } from '@adminjs/design-system'
import React, { type ButtonHTMLAttributes } from 'react'

/** The props of a button, and whether it works. */
export interface WorkingButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant: 'contained' | 'outlined'
  readonly color: 'primary' | 'danger'
  readonly size?: 'sm' | 'lg'
  readonly isWorking: boolean
}

/** A button that shows that what it started is not done yet. */
export const WorkingButton = ({ isWorking, disabled = false, children, ...props }: WorkingButtonProps) => (
  <Button type="button" {...props} disabled={isWorking || disabled} aria-busy={isWorking}>
    {isWorking && <Icon icon="Loader" spin />}
    {children}
  </Button>
)
