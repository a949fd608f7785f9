// Email and password, in the dialog of an open tab: its user logs in without leaving the page.
import { FormGroup, Input, Label } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { Problem, refused } from '../ui/problem.js'
import { WorkingButton } from '../ui/working-button.js'
import { hereHeader, type HereAnswer } from './wire.js'

/** What the form is about. */
export interface LogInFormProps {
  readonly loginPath: string
  /** The email address of the user who was here. */
  readonly email: string
  readonly onLoggedIn: () => void
  /** Called when the login can go on at the login page alone; with the key of the reason, if there is one. */
  readonly onElsewhere: (message: string | null) => void
  /** What stands beside the button. */
  readonly children: ReactNode
}

/** Takes email and password. */
export const LogInForm = ({ loginPath, email, onLoggedIn, onElsewhere, children }: LogInFormProps) => {
  const { translateComponent, translateMessage } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [emailId, passwordId, errorId] = [useId(), useId(), useId()]

  const focus = (name: string): void => {
    const field = form.current?.elements.namedItem(name)
    if (!(field instanceof HTMLInputElement)) return
    field.focus()
    field.select()
  }
  useEffect(() => {
    focus(email === '' ? 'email' : 'password')
  }, [])
  // Once the fields can be used again.
  useEffect(() => {
    if (problem !== null && !isWorking) focus('password')
  }, [problem, isWorking])

  const logIn = async (): Promise<void> => {
    setWorking(true)
    setProblem(null)
    const answer = await send(loginPath, form.current)
    if (answer?.is === 'loggedIn') onLoggedIn()
    else if (answer?.is === 'elsewhere') onElsewhere(answer.message)
    else setProblem(answer?.message ?? 'singleSessionFailed')
    setWorking(false)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // React passes on what happens in here to whatever the dialog belongs to.
    event.stopPropagation()
    if (!isWorking) void logIn()
  }

  const error = problem !== null
  return (
    <form ref={form} onSubmit={submit}>
      <FormGroup>
        <Label htmlFor={emailId} required>
          {translateComponent('Login.properties.email')}
        </Label>
        <Input id={emailId} name="email" autoComplete="username" autoCapitalize="none" required defaultValue={email} />
      </FormGroup>
      <FormGroup>
        <Label htmlFor={passwordId} required>
          {translateComponent('Login.properties.password')}
        </Label>
        <Input
          id={passwordId}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={error}
          style={error ? refused : undefined}
          aria-describedby={errorId}
        />
        {/* The app's own texts come as they are, as on AdminJS's login page. */}
        <Problem id={errorId} text={problem === null || problem.includes(' ') ? problem : translateMessage(problem)} />
      </FormGroup>
      <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 16, marginTop: 24 }}>
        {children}
        <WorkingButton type="submit" variant="contained" color="primary" isWorking={isWorking}>
          {translateComponent('Login.loginButton')}
        </WorkingButton>
      </div>
    </form>
  )
}

/** Sends the form as the login page does, but asks for an answer that is for a script; undefined if none came. */
async function send(loginPath: string, form: HTMLFormElement | null): Promise<HereAnswer | undefined> {
  const fields = new URLSearchParams()
  for (const [name, value] of form ? new FormData(form) : []) if (typeof value === 'string') fields.set(name, value)
  try {
    const response = await fetch(loginPath, {
      ...{ method: 'POST', body: fields, cache: 'no-store', credentials: 'same-origin', redirect: 'error' },
      headers: { accept: 'application/json', [hereHeader]: 'yes' },
    })
    const answer: unknown = await response.json()
    return isHereAnswer(answer) ? answer : undefined
  } catch {
    return undefined
  }
}

const isHereAnswer = (answer: unknown): answer is HereAnswer =>
  typeof answer === 'object' &&
  answer !== null &&
  ['loggedIn', 'refused', 'elsewhere'].includes(String(Reflect.get(answer, 'is')))
