import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: '다시 시도',
  refreshNow: '지금 새로고침',
  figuresFrom: '{time} 기준 수치입니다. 서비스가 응답하면 새로고침됩니다.',
  offline: '오프라인입니다. 연결되면 자동으로 표시됩니다.',
  offlineFigures: '오프라인입니다. {time} 기준 수치입니다.',
  daysLeft: { other: '{count}일' },
  hoursLeft: { other: '{count}시간' },
  minutesLeft: { other: '{count}분' },
  anonymous: '익명',
  opensOn: '이 캠페인은 {date}에 시작됩니다.',
  closedTitle: '이 캠페인은 종료되었습니다.',
  pausedTitle: '이 캠페인은 일시 중지되었습니다.',
  testMode: '테스트 모드: 실제 돈은 오가지 않습니다.',
};
