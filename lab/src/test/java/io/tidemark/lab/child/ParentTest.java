package io.tidemark.lab.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentTest {
  private record Weather(String sky, int degrees) {}

  @Test
  void isToldAWordAndItsValueALine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Parent parent = new Parent(InputStream.nullInputStream(), new PrintStream(bytes, true, UTF_8));
    parent.tell("ready", 4711);
    parent.tell("weather", new Weather("clear", 21));
    assertEquals("ready 4711\nweather {\"sky\":\"clear\",\"degrees\":21}\n", bytes.toString(UTF_8));
  }

  @Test
  void isObeyedUntilItIsGone() throws InterruptedException {
    InputStream commands = new ByteArrayInputStream("onset\nstop \n".getBytes(UTF_8));
    Parent parent = new Parent(commands, new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    List<String> obeyed = new CopyOnWriteArrayList<>();
    CountDownLatch gone = new CountDownLatch(1);
    parent.obey(obeyed::add, gone::countDown);
    assertTrue(gone.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("onset", "stop"), obeyed);
  }
}
