package io.tidemark.agent.hold;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the agent keeps for each thread, virtual ones included: one object, in a cell that the
 * thread finds through the bridge. The cell is an array of the JDK and outlives the agent; all that
 * is in cells can be dropped at once, by whatever thread.
 *
 * <p>Thread-safe, without a lock. The list of cells is weak, and tidied up when it has doubled.
 */
public final class ThreadCells {
  private static final int TIDIED_FROM = 1024;

  private static final AtomicReference<@Nullable Node> FIRST = new AtomicReference<>();
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final AtomicBoolean TIDYING = new AtomicBoolean();
  private static volatile int tidyAt = TIDIED_FROM;
  private static volatile boolean dropped;

  private ThreadCells() {}

  /** Fills the running thread's cell; not after {@link #dropAll}. */
  public static void fill(Object[] cell, Object content) {
    if (dropped) {
      return;
    }
    cell[0] = content;
    add(new Node(cell));
    if (COUNT.incrementAndGet() >= tidyAt && TIDYING.compareAndSet(false, true)) {
      tidy();
      TIDYING.set(false);
    }
    if (dropped) {
      dropAll(); // meanwhile, and past this one
    }
  }

  /** Empties all cells; from now on none is filled. */
  public static void dropAll() {
    dropped = true;
    for (Node node = FIRST.getAndSet(null); node != null; node = node.next) {
      Object[] cell = node.get();
      if (cell != null) {
        clear(cell);
      }
    }
  }

  // Unless an agent that was attached later has put its own there.
  private static void clear(Object[] cell) {
    Object content = cell[0];
    if (content != null
        && content.getClass().getClassLoader() == ThreadCells.class.getClassLoader()) {
      cell[0] = null;
    }
  }

  private static void add(Node node) {
    Node first;
    do {
      first = FIRST.get();
      node.next = first;
    } while (!FIRST.compareAndSet(first, node));
  }

  // Takes the list away and puts those back whose threads live, on top of what came meanwhile.
  private static void tidy() {
    int living = 0;
    Node next;
    for (Node node = FIRST.getAndSet(null); node != null; node = next) {
      next = node.next;
      if (!node.refersTo(null)) {
        add(node);
        living++;
      }
    }
    COUNT.set(living);
    tidyAt = Math.max(TIDIED_FROM, 2 * living);
  }

  private static final class Node extends WeakReference<Object[]> {
    private @Nullable Node next;

    Node(Object[] cell) {
      super(cell);
    }
  }
}
