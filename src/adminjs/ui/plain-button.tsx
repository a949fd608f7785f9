// Buttons that do nothing on the server, such as "Cancel", and links that look like them: in the colour of the theme's text, which
// can be read on a light page and on a dark one.
import { Button } from '@adminjs/design-system'
import React, { type AnchorHTMLAttributes, type ButtonHTMLAttributes } from 'react'
import { bigEnough, faint } from './working-button.js'

/** The props of a button that does nothing on the server. */
export interface PlainButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'outlined' | 'text'
  readonly size?: 'sm'
}

/** A button that does nothing on the server. */
export const PlainButton = ({ variant = 'outlined', style, ...props }: PlainButtonProps) => (
  <Button
    type="button"
    {...props}
    variant={variant}
    color="text"
    style={{ ...bigEnough, ...(props.disabled === true && faint), ...style }}
  />
)

/** The props of a link that looks like a button. */
export interface ButtonLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly size?: 'sm'
}

/** A link that looks like a button. */
export const ButtonLink = ({ style, ...props }: ButtonLinkProps) => (
  <Button as="a" {...props} variant="outlined" color="text" style={{ ...bigEnough, ...style }} />
)
