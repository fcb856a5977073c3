"""What the people of a first survey do, each part in a file: accounts, files, codes and answers, keyboard."""
