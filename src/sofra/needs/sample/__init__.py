"""Who is to be asked: how many, where, drawn how, with what precision to expect, and the protocol of the draw."""
