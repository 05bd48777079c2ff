const revokeServed = false;
