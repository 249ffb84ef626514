import { start } from '../start';
import App from './App.svelte';
import './room.css';

void start(App);
