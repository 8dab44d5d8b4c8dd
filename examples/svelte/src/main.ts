import { mount } from 'svelte';
import 'cairn-widgets';
import App from './App.svelte';

mount(App, { target: document.getElementById('root')! });
