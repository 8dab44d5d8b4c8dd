/**
 * English, reviewed. The keys are the type of every locale. Sentence case; say what happened and what to do; none of
 * "please", "sorry", "oops", "valid", "invalid".
 */
export const en = {
  // Shared
  tryAgain: 'Try again',
  refreshNow: 'Refresh now',
  figuresFrom: 'Figures from {time}. They refresh when the service answers.',
  daysLeft: { one: '{count} day', other: '{count} days' },
  hoursLeft: { one: '{count} hour', other: '{count} hours' },
  minutesLeft: { one: '{count} minute', other: '{count} minutes' },
  anonymous: 'Anonymous',
  opensOn: 'This campaign opens on {date}.',
  closedTitle: 'This campaign has closed.',
  pausedTitle: 'This campaign is paused.',
  testMode: 'Test mode: no money moves.',

  // Mission banner

  // Progress thermometer

  // Contribution form

  // Member spotlight

  // Impact chart
};
