import { createApp } from 'vue';
import 'cairn-widgets';
import App from './App.vue';

createApp(App).mount('#root');
