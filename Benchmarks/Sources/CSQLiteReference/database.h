// What the files of the SQLite reference share.

#ifndef SQLITE_DATABASE_H
#define SQLITE_DATABASE_H

#include "sqlite_reference.h"
#include <reference_events.h>
#include <sqlite3.h>

extern sqlite3 *database;

// Runs a statement that has no rows, or whose rows nobody wants.
int step(sqlite3_stmt *statement);

void close_queries(void);

#endif
