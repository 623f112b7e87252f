"""Papers that people print: certificates of completion, and letters about service. Templates are the `.typ` files."""
