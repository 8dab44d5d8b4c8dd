document.querySelector('cairn-progress-thermometer').terms = { progressShare: 'Tell a friend' };
document.addEventListener('cairn-select', ({ detail }) => {
  document.querySelector('#heard').textContent = `Heard ${detail.pathwayId}`;
});
