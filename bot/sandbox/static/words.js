// Every sentence the page says by itself; what stands still is in page.html.

const one = (n, single, several) => (n === 1 ? single : several);

export const WORDS = {
  home: "Home",
  homeTopic: "What is yours, and what waits for you",
  nothingHome: "Nothing here yet. Propose something, and it shows up here.",
  bot: "Assistant",
  only: "Only visible to you",
  today: "Today",
  fresh: "New",
  yourself: "you",
  reply: "Reply in thread",
  handOver: "Turn into an initiative",
  thread: "Thread",
  guide: "Live the loop in five minutes",
  guideLead: "Five steps take a small idea to a story in #wins. They tick themselves off.",
  guideDone: "That was the whole loop. Fill in the demo company to see what a year of it looks like.",
  done: "Done",
  elsewhere: "A new reply came in a thread. Open it",
  nobody: "Nobody has anything unread right now.",
  demoDone: "The demo company has moved in: most of a year of history to look around in.",
  freshDone: "Everything is as on the first day.",
  offline: "The sandbox does not answer. Is it still running?",
  actions: "Message actions",
  directTopic: "Direct messages with the assistant. Only you see them.",
  asPerson: (first) => `Be ${first}`,
  unread: (n) => `${n} unread`,
  replies: (n) => `${n} ${one(n, "reply", "replies")}`,
  progress: (done, all) => `${done} of ${all}`,
  write: (place) => `Message ${place}, or type / for commands`,
  emptyDirect: (first) => ({
    title: `Hello ${first}`,
    text: "Tell Quickwin in one sentence what takes too long: “we copy invoices by hand, about 3 hours a week”. Or use the form:",
    command: "/quickwin propose",
  }),
  emptyChannel: (name) => ({ title: `#${name} is quiet`, text: "Nobody has written here yet." }),
  wrote: (names) => {
    const more = names.length - 1;
    return `Quickwin wrote to ${names[0]}${more ? ` and ${more} ${one(more, "other", "others")}` : ""}.`;
  },
  itIs: (time) => `It is ${time}.`,
  moving: "The clock is moving",
};

export const GUIDE = [
  { id: "propose", title: "Propose", text: "Be Ana from Accounting. Tell Quickwin what takes too long, or open the form.", act: "Be Ana", does: "begin" },
  { id: "approve", title: "Approve", text: "A reviewer has it already. Switch to them and approve it as a trial.", act: "Go to the reviewer", does: "find" },
  { id: "monday", title: "Wait until Monday", text: "Move the clock. Quickwin asks the owner for this week's number.", act: "Next Monday 09:00", does: "monday" },
  { id: "answer", title: "Answer with a number", text: "As the owner, type the number straight into the chat.", act: "Go to the question", does: "find" },
  { id: "story", title: "Tell the story", text: "When the number reaches the target, Quickwin offers a story. Agree, and it appears in #wins. Not there yet? Give it another Monday.", act: "Go to the offer", does: "find" },
];
