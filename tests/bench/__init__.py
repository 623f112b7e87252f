"""Speed and memory beside a bare floor: `make bench`. Never part of the tests, which say nothing about seconds."""
