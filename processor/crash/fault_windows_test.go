package crash

// fault is what the report says of an address that is not there.
const fault = "signal c0000005"
