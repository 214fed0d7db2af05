package org.gibsey.api.credits;

/** Names a reservation: others than its owner may use the same id. */
record ReservationKey(String ownerId, String reservation) {}
