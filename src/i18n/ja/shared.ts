import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'もう一度試す',
  refreshNow: '今すぐ更新',
  figuresFrom: '{time}時点の数値です。サービスが応答しだい更新されます。',
  offline: 'オフラインです。接続が戻ると自動的に表示されます。',
  offlineFigures: 'オフラインです。{time}時点の数値です。',
  daysLeft: { other: '{count}日' },
  hoursLeft: { other: '{count}時間' },
  minutesLeft: { other: '{count}分' },
  anonymous: '匿名',
  opensOn: 'このキャンペーンは{date}に始まります。',
  closedTitle: 'このキャンペーンは終了しました。',
  pausedTitle: 'このキャンペーンは休止中です。',
  testMode: 'テストモード：お金は動きません。',
};
