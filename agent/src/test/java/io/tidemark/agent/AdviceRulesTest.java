package io.tidemark.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import net.bytebuddy.asm.Advice;

/** What may stand in advice, and who may know whom in the agent. */
@AnalyzeClasses(
    packages = "io.tidemark.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class AdviceRulesTest {
  private static final String ADVICE = ".*Advice(\\$.*)?";

  @ArchTest
  static final ArchRule ADVICE_CALLS_ONLY_THE_BRIDGE =
      classes()
          .that()
          .haveNameMatching(ADVICE)
          .should()
          .onlyDependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\..*|java\\.io\\.InputStream|java\\.nio\\.ByteBuffer|\\[B|io\\.grpc\\.KnownLength"
                  + "|\\[Ljava\\.lang\\.Object;|java\\.net\\..*Exception|java\\.util\\.logging\\.(Logger|LogRecord|Level)"
                  + "|ch\\.qos\\.logback\\.classic\\.(Level|spi\\.ILoggingEvent)"
                  + "|org\\.apache\\.logging\\.log4j\\.(Level|Logger|core\\.LogEvent|message\\.Message)"
                  + "|io\\.tidemark\\.agent\\.bridge\\.TidemarkBridge"
                  + "|net\\.bytebuddy\\.asm\\.Advice.*|net\\.bytebuddy\\..*\\.Assigner.*|org\\.jspecify\\..*"
                  + "|io\\.tidemark\\.agent\\..*Advice.*"
                  + "|io\\.tidemark\\.agent\\..*\\.(HandlerIndex|.*Argument)");

  @ArchTest
  static final ArchRule ADVICE_IS_STATIC_AND_SUPPRESSES_EVERYTHING =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .haveNameMatching(ADVICE)
          .should()
          .beStatic()
          .andShould(suppressEverything());

  @ArchTest
  static final ArchRule THE_BRIDGE_KNOWS_ONLY_THE_JDK =
      classes()
          .that()
          .resideInAPackage("..bridge..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "..bridge..");

  @ArchTest
  static final ArchRule THE_FIRST_CLASSES_DO_NOT_MENTION_THE_BRIDGE =
      noClasses()
          .that()
          .haveNameMatching(
              "io\\.tidemark\\.agent\\.(Agent|BridgeHome|BridgeShape|StateProperty|Versions|Premain|AgentClassLoader)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..bridge..");

  @ArchTest
  static final ArchRule BYTE_BUDDY_SLEEPS_UNTIL_A_CLASS_IS_CHANGED =
      noClasses()
          .that()
          .haveNameNotMatching(".*(Weaving|Loom|Shape)")
          .and()
          .haveNameNotMatching(ADVICE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");

  @ArchTest
  static final ArchRule NOTHING_IS_TIED_TO_THREADS_OR_CLASSES_FOR_GOOD =
      noClasses()
          .that()
          .resideOutsideOfPackages("..hold..", "..bridge..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocal.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ClassValue.class);

  private static ArchCondition<JavaMethod> suppressEverything() {
    return new ArchCondition<>("suppress every Throwable") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Class<?> suppressed =
            method.isAnnotatedWith(Advice.OnMethodEnter.class)
                ? method.getAnnotationOfType(Advice.OnMethodEnter.class).suppress()
                : method.isAnnotatedWith(Advice.OnMethodExit.class)
                    ? method.getAnnotationOfType(Advice.OnMethodExit.class).suppress()
                    : void.class;
        events.add(
            new SimpleConditionEvent(
                method,
                suppressed == Throwable.class,
                method.getFullName() + " suppresses " + suppressed.getName()));
      }
    };
  }
}
