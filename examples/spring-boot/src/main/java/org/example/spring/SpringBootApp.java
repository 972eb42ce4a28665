package org.example.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Trains two models on reviews in the background, and classifies texts with the one that is asked for. */
@SpringBootApplication
public class SpringBootApp {

    public static void main(String[] arguments) {
        SpringApplication.run(SpringBootApp.class, arguments);
    }
}
