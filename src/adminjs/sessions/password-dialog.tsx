// Asks for the user's own password before something that only they may do.
import { Box, Button, FormGroup, FormMessage, Input, Label, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useId, useRef, useState, type ChangeEvent, type FormEvent } from 'react'
import { Dialog } from '../ui/dialog.js'
import { WorkingButton } from '../ui/working-button.js'

/** What the password is asked for, and what happened to it. */
export interface PasswordDialogProps {
  /** What it is asked for. */
  readonly title: string
  /** What the button does, in its own words. */
  readonly label: string
  readonly isWrong: boolean
  readonly isWorking: boolean
  readonly onSubmit: (password: string) => void
  readonly onClose: () => void
}

/** Asks for the user's own password. */
export const PasswordDialog = ({ title, label, isWrong, isWorking, onSubmit, onClose }: PasswordDialogProps) => {
  const { translateMessage, translateLabel, translateButton } = useTranslation()
  const [password, setPassword] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const [inputId, whyId, errorId] = [useId(), useId(), useId()]

  useEffect(() => {
    if (isWrong) input.current?.select()
  }, [isWrong])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit(password)
  }

  return (
    <Dialog variant="primary" title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <Text id={whyId} my="lg">
          {translateMessage('singleSessionWhyPassword')}
        </Text>
        <FormGroup error={isWrong}>
          <Label htmlFor={inputId} required>
            {translateLabel('singleSessionPassword')}
          </Label>
          <Input
            ref={input}
            id={inputId}
            type="password"
            autoComplete="current-password"
            required
            aria-invalid={isWrong}
            aria-describedby={`${whyId} ${errorId}`}
            value={password}
            onChange={({ target }: ChangeEvent<HTMLInputElement>) => {
              setPassword(target.value)
            }}
          />
          <FormMessage id={errorId} role="alert">
            {isWrong && translateMessage('singleSessionWrongPassword')}
          </FormMessage>
        </FormGroup>
        <Box flex flexWrap="wrap" justifyContent="flex-end" mt="xl" style={{ gap: 16 }}>
          <Button type="button" variant="outlined" onClick={onClose}>
            {translateButton('singleSessionCancel')}
          </Button>
          <WorkingButton type="submit" variant="contained" color="danger" isWorking={isWorking}>
            {label}
          </WorkingButton>
        </Box>
      </form>
    </Dialog>
  )
}
