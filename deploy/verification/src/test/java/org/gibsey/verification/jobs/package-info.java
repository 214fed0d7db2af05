/**
 * The job's jar as a cluster gets it: submitted again and again, beside itself and after itself.
 */
@NullMarked
package org.gibsey.verification.jobs;

import org.jspecify.annotations.NullMarked;
