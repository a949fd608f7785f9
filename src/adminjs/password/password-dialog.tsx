// Asks before something that cannot be undone: whether it is meant, and for the user's own password if it takes that.
import { Box, FormGroup, Input, Label, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useId, useRef, useState, type ChangeEvent, type FormEvent } from 'react'
import { duration } from '../ui/dates.js'
import { Dialog } from '../ui/dialog.js'
import { PlainButton } from '../ui/plain-button.js'
import { Problem, refused } from '../ui/problem.js'
import { WorkingButton } from '../ui/working-button.js'
import type { PasswordProblem } from './wire.js'

/** What is asked, and what became of the last answer. */
export interface PasswordDialogProps {
  /** What will be done. */
  readonly title: string
  /** What it comes to. */
  readonly confirm?: string
  /** What the button does, in its own words. */
  readonly label: string
  /** Null if it takes no password, as far as it is known. */
  readonly problem: PasswordProblem | null
  /** Why the request was not done, if not for the password. */
  readonly failure: string | null
  readonly isWorking: boolean
  readonly onSubmit: (password: string | undefined) => void
  readonly onClose: () => void
}

/** Asks, and for the user's own password. */
export const PasswordDialog = (props: PasswordDialogProps) => {
  const { title, confirm, label, problem, failure, isWorking, onSubmit, onClose } = props
  const { translateMessage, translateButton } = useTranslation()
  const [password, setPassword] = useState('')
  const textId = useId()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // React passes on what happens in here to the form or drawer that the dialog belongs to.
    event.stopPropagation()
    if (!isWorking) onSubmit(problem ? password : undefined)
  }

  return (
    <Dialog variant="primary" title={title} descriptionId={textId} onClose={onClose}>
      <form onSubmit={submit}>
        <div id={textId}>
          {confirm !== undefined && <Text my="lg">{confirm}</Text>}
          {problem && <Text my="lg">{translateMessage('singleSessionWhyPassword')}</Text>}
        </div>
        {problem && <PasswordField {...{ problem, isWorking, password, setPassword, textId }} />}
        {/* Not while it is tried again: the same words once more would not be said again. */}
        <Problem text={isWorking ? null : failure} />
        <Box flex flexWrap="wrap" justifyContent="flex-end" mt="xl" style={{ gap: 16 }}>
          <PlainButton onClick={onClose}>{translateButton('singleSessionCancel')}</PlainButton>
          <WorkingButton type="submit" variant="contained" color="danger" isWorking={isWorking}>
            {label}
          </WorkingButton>
        </Box>
      </form>
    </Dialog>
  )
}

interface PasswordFieldProps {
  readonly problem: PasswordProblem
  readonly isWorking: boolean
  readonly password: string
  readonly setPassword: (password: string) => void
  /** The id of the text that says what it is for. */
  readonly textId: string
}

/** The field, and what is wrong with what it held. */
const PasswordField = ({ problem, isWorking, password, setPassword, textId }: PasswordFieldProps) => {
  const { translateMessage, translateLabel, i18n } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [inputId, errorId] = [useId(), useId()]
  const isRefused = problem.is !== 'missing'

  // Each answer is another object, also the second one that says the same.
  useEffect(() => {
    input.current?.focus()
    if (problem.is !== 'missing') input.current?.select()
  }, [problem])

  const refusal = () => {
    // Not while the next one is looked at: the same words once more would not be said again.
    if (isWorking || problem.is === 'missing') return null
    return problem.is === 'wrong'
      ? translateMessage('singleSessionWrongPassword')
      : translateMessage('singleSessionPasswordWait', undefined, { wait: duration(problem.waitSeconds, i18n.language) })
  }

  return (
    <FormGroup>
      <Label htmlFor={inputId} required>
        {translateLabel('singleSessionPassword')}
      </Label>
      <Input
        ref={input}
        id={inputId}
        type="password"
        autoComplete="current-password"
        required
        aria-invalid={isRefused}
        style={isRefused ? refused : undefined}
        aria-describedby={`${textId} ${errorId}`}
        value={password}
        onChange={({ target }: ChangeEvent<HTMLInputElement>) => {
          setPassword(target.value)
        }}
      />
      <Problem id={errorId} text={refusal()} />
    </FormGroup>
  )
}
