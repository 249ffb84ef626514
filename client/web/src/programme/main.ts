import { start } from '../start';
import App from './App.svelte';
import '../ui/more-icons';

void start(App);
