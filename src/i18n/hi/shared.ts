import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'फिर से कोशिश करें',
  refreshNow: 'अभी ताज़ा करें',
  figuresFrom: 'आँकड़े: {time}। सेवा के जवाब देते ही ये ताज़ा होंगे।',
  offline: 'आप ऑफ़लाइन हैं। कनेक्शन लौटने पर यह अपने आप आ जाएगा।',
  offlineFigures: 'आप ऑफ़लाइन हैं। आँकड़े: {time}।',
  daysLeft: { one: '{count} दिन', other: '{count} दिन' },
  hoursLeft: { one: '{count} घंटा', other: '{count} घंटे' },
  minutesLeft: { one: '{count} मिनट', other: '{count} मिनट' },
  anonymous: 'गुमनाम',
  opensOn: 'यह अभियान {date} को शुरू होगा।',
  closedTitle: 'यह अभियान समाप्त हो गया है।',
  pausedTitle: 'यह अभियान रुका हुआ है।',
  testMode: 'परीक्षण मोड: कोई पैसा नहीं जाता।',
};
