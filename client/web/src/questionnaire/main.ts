import { start } from '../start';
import App from './App.svelte';

void start(App);
