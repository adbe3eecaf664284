package io.tidemark.agent.child;

import java.io.IOException;
import java.io.InputStream;

/** One request at a {@link Site}, whatever the server. */
interface Visit {
  /** The first segment of its path. */
  String page();

  InputStream body() throws IOException;

  /** The values of a parameter, which the server may look for in a form. */
  int values(String parameter) throws IOException;

  void answer(int status, String text) throws IOException;

  /** Leaves the request open; the work is done on another thread, and answers it. */
  void later(Site.Work work);

  /** Leaves the request open, and gives it to another page from another thread. */
  void dispatchLater(String path);

  /** Leaves the request open until the server is tired of it. */
  void neverAnswer();

  /** Lets another page answer, now. */
  void forward(String path) throws Exception;
}
