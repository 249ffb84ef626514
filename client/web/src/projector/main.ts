import { start } from '../start';
import App from './App.svelte';
import '../ui/more-icons';
import './room.css';

void start(App);
