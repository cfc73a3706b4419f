"""What people do: each public function is one act – allowed, whole, recorded."""
